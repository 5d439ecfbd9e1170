"""Datasets: what goes into one, writing it, looking at it before, checking and comparing it afterwards."""
