proc filter_a08 { args } {
    return "{KILL $mh}"
}
