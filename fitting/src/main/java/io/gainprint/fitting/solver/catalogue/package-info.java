/// The methods of the suite by name, with their default settings: what a command line or a table of
/// methods chooses from.
package io.gainprint.fitting.solver.catalogue;
