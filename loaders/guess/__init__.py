"""A first guess of how a foreign table is written, from its bytes: bold, because it is shown and confirmed; never loaded from."""
