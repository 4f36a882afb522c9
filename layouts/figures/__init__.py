"""The figures: each asks its question of the metrics (`data`) and says the answer (`draw`).

The one door to everything that is drawn; pages, slides and embeds come through here.
"""
