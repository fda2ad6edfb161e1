"""What each paper says, as plain values: made from the books when a document becomes final, printed ever after."""
