"""Dialect speech that a recogniser of standard Mandarin wrote down with the wrong characters and nearly the
right sounds, repaired without the picture."""

from localize.reconcile.phonetic.repair import Repair, Repaired, Repairer

__all__ = ["Repair", "Repaired", "Repairer"]
