package io.gainprint.host.engine;

/// How a run kept time.
///
/// @param seconds since it began
/// @param blocks processed
/// @param late blocks that took longer than their sound lasts
/// @param deviceFaults times the device reported that sound was lost, whoever was the cause
/// @param medianNs the median time of a block, ns
/// @param rareNs what one block in a thousand exceeds, ns
/// @param worstNs the longest time of a block, ns
/// @param worstShare the longest time as a share of what the block lasts
/// @param allocatedBytes bytes that the audio thread allocated; −1 where they are not counted
/// @param collections of garbage during the run, in the whole program
/// @param reopened how often the device was gone and came back
public record RunReport(
    double seconds,
    long blocks,
    long late,
    long deviceFaults,
    long medianNs,
    long rareNs,
    long worstNs,
    double worstShare,
    long allocatedBytes,
    long collections,
    int reopened) {}
