proc filter_a08 { args } {
    return "{CONTINUE $mh}"
}
