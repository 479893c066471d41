/** Tests of the parser as tests use it. */
@NullMarked
package io.sluice.kusto;

import org.jspecify.annotations.NullMarked;
