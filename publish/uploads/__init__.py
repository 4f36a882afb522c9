"""Bringing a file: an upload waits under the hash of its bytes, is understood, tried, and published by an editor."""
