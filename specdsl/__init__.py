"""Safety specifications for language models: read them, check them, compile them, use what was compiled.

`load` reads a policy's folder, `compile` makes its bundle, `Bundle.open` reads one back. Nothing is imported
before it is used.
"""
