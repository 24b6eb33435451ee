/** How a command reaches an installation, and what it says where it does not. */
@NullMarked
package io.slackwater.standalone.connect;

import org.jspecify.annotations.NullMarked;
