//! Figures of small tables as text, and what must hold for every figure.
