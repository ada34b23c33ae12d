"""Track → what leaves the house: reports, burned-in and muxed video, packages."""
