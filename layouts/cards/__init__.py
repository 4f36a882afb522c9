"""The parts of the card of an observation: the sentence, what was said, the doubts, what stands beside it, how to cite it."""
