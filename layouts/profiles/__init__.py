"""The parts that the profiles of clusters, regions and the alliance share."""
