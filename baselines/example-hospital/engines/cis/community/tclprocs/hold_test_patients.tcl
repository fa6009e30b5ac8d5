# Keeps discharges of invented patients from the community nurses' lists.
proc hold_test_patients { args } {
    keylget args MSGID mh
    set surname [hl7field [msgget $mh] PID 5 0]
    if { [string match "ZZTEST*" $surname] } { return "{KILL $mh}" }
    return "{CONTINUE $mh}"
}
