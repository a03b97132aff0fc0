"""The verbs. Every write goes through one of these files, and nowhere else."""

from fenming.actions._writing import AlreadyDone

__all__ = ["AlreadyDone"]
