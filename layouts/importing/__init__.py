"""How the import page shows an understood file: the form, the preview, what a trial and a publication came to."""
