"""Runs the engine over fixed sets and scores it: plain values in, figures out; behind `stet eval`.

Reading and writing happen in `sets` and `store` alone; everything else is pure.
"""
