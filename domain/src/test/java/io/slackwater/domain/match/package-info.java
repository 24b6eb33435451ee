@NullMarked
package io.slackwater.domain.match;

import org.jspecify.annotations.NullMarked;
