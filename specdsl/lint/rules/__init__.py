"""One file for each rule; the registry finds them here."""
