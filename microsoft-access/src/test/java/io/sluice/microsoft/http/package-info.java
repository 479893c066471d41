/** Tests of calls, their streams and their failures. */
@NullMarked
package io.sluice.microsoft.http;

import org.jspecify.annotations.NullMarked;
