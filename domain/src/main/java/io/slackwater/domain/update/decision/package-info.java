/** The decisions about one VM's updates; pure, so that every one of them can be tested as a value. */
@NullMarked
package io.slackwater.domain.update.decision;

import org.jspecify.annotations.NullMarked;
