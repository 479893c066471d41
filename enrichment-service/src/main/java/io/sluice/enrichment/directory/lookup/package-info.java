/** What is read of a user or a device, part by part, from Microsoft Graph and Defender for Endpoint. */
@NullMarked
package io.sluice.enrichment.directory.lookup;

import org.jspecify.annotations.NullMarked;
