//! Wenzheng.
fn main() {}
