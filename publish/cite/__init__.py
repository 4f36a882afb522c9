"""Citations of figures: who said it, where, how hedged, in which release of the atlas, and the address that keeps saying so."""
