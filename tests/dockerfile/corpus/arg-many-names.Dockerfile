ARG A=alpine B=3.19 C
FROM $A:$B
