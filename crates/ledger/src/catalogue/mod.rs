//! The item catalogue: everything that can be asked, ruled, required or proved.
