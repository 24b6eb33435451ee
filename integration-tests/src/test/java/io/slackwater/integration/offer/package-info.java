/** Changes as somebody offers them who builds kernels and images. */
@NullMarked
package io.slackwater.integration.offer;

import org.jspecify.annotations.NullMarked;
