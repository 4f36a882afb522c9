/* A part of a page that nothing changes, as HTML (layouts/plain.py): one element, and what is inside it. */
window.atlas = {
  Plain: function (props) {
    const inside = props.inside ? { dangerouslySetInnerHTML: { __html: props.inside } } : {};
    return React.createElement(props.tag, Object.assign({}, props.given, inside));
  },
};
