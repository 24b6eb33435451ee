/** Whether anything refers to a volume, asked of every host of its store. */
@NullMarked
package io.slackwater.worker.storage.check;

import org.jspecify.annotations.NullMarked;
