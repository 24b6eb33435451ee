/** Sets and removes policies: by a person's order, or by the files of a directory. */
@NullMarked
package io.slackwater.executor.policyadmin;

import org.jspecify.annotations.NullMarked;
