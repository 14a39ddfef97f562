from specdsl.cli import program

program()
