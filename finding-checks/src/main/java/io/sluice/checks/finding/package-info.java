/**
 * What tests of findings have in common: real payloads and schemas, any payload, and whether anything of it is lost.
 */
@NullMarked
package io.sluice.checks.finding;

import org.jspecify.annotations.NullMarked;
