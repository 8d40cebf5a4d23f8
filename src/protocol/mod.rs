//! Everything the three parts say to each other.
