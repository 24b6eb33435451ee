/** How a command reaches an installation, and what it says where it does not. */
@NullMarked
package io.slackwater.standalone.reach;

import org.jspecify.annotations.NullMarked;
