"""The rows of the training files: spec texts, worked examples, preference pairs, recall cards."""
