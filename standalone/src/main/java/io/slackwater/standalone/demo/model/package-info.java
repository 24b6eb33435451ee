/** What the log tells of a fleet, folded into pictures of it; knows no clock and no client. */
@NullMarked
package io.slackwater.standalone.demo.model;

import org.jspecify.annotations.NullMarked;
