/** Tests of the way from Microsoft's words to OCSF: composed samples, properties, and real payloads where present. */
@NullMarked
package io.sluice.polling.finding;

import org.jspecify.annotations.NullMarked;
