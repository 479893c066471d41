/**
 * Azure Resource Manager, Microsoft.SecurityInsights: asking for incidents, and for an incident's alerts and entities.
 */
@NullMarked
package io.sluice.sentinel.arm;

import org.jspecify.annotations.NullMarked;
