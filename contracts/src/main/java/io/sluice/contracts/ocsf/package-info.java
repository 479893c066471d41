/**
 * The parts of the Open Cybersecurity Schema Framework (OCSF) 1.8.0 that Sluice fills: Detection Finding, Incident
 * Finding, Email Activity and the objects in them, named and typed by the standard.
 */
@NullMarked
package io.sluice.contracts.ocsf;

import org.jspecify.annotations.NullMarked;
