"""Engines that find sentences for codes; imported only when suggestions are made."""
