import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import { useWords } from '../../common/use-words';

/** Back to the list as it was; opened by a link from outside, to the start. */
export function BackToQueue() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { key } = useLocation();
  const back = (): void => void (key === 'default' ? navigate('/office') : navigate(-1));
  return (
    <Button type="link" className="back" icon={<ArrowLeftOutlined />} onClick={back} data-testid="case-back">
      {t('words:act.back')}
    </Button>
  );
}
