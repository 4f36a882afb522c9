"""Figures within pages of others: a small whole page to frame, a picture to paste, and the code for both."""
