'use strict';
require('./launcher').main('build');
