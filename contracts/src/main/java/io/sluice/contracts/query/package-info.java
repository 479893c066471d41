/** Questions to Microsoft Sentinel and to Defender's advanced hunting, and what comes of them. */
@NullMarked
package io.sluice.contracts.query;

import org.jspecify.annotations.NullMarked;
