"""The one place that says which release this is; the build reads it, and so does every bundle."""

VERSION = "0.1.0"
