"""Writers that exist only as dice, to try the learning on."""
