"""Where parts are run: `inline` here and now, `processes` in others of this machine. All keep one promise:
results in the order of the parts, each as soon as it is there, the same wherever they were made."""
