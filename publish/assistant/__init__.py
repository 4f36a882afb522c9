"""The assistant's door: four read-only questions over the Model Context Protocol, off unless config.yaml opens it."""
