'use strict';
require('./launcher').main('run');
