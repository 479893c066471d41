/** Tests of the download of evidence. */
@NullMarked
package io.sluice.quarantine.download;

import org.jspecify.annotations.NullMarked;
