"""One module a family of files; each has a module-level `TARGET`."""
