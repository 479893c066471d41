/** Tests of requests and answers. */
@NullMarked
package io.sluice.local.request;

import org.jspecify.annotations.NullMarked;
