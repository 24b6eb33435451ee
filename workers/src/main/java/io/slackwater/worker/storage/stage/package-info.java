/** How a volume is made from an artifact. */
@NullMarked
package io.slackwater.worker.storage.stage;

import org.jspecify.annotations.NullMarked;
